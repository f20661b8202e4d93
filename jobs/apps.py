from celery.signals import celeryd_after_setup, worker_shutdown
from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from jobs import pulse

        celeryd_after_setup.connect(pulse.begin_worker)
        worker_shutdown.connect(pulse.end_worker)
