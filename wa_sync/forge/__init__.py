"""Comments on pull requests (GitHub) and merge requests (GitLab), on http."""
