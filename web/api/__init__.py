"""The JSON API below /api/v1: thin routes over the services. Owns no rule of the studio and holds no state."""
