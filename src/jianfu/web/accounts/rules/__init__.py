"""What a place lays down before it keeps data of pupils under 14: guardians' consent, and the impact assessment."""
