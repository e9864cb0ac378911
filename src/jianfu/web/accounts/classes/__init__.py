"""The classes of a school: adding and closing them, and what becomes of them each September."""
