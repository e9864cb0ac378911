"""The site as a whole: settings, addresses, middleware, the page that every page extends."""
