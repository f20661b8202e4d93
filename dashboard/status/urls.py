from django.urls import path

from dashboard.status import views

app_name = "status"
urlpatterns = [path("", views.page, name="page")]
