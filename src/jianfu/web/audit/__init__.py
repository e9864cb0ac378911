"""Who did what to which object, and when: appended, chained by hashes, never changed."""
