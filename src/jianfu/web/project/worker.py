"""The site as ``jianfu serve`` runs it in each of its processes.

Ctrl+C reaches every process of a terminal. The first one alone acts on it and tells the others to end when they have
answered what they were asked; told twice, a process of Granian would wait for its time to run out.
"""

import signal

from jianfu.web.project.wsgi import application as application

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
