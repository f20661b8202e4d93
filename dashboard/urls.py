from django.urls import path

from dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("banners/", views.banners, name="banners"),
    path("theme/", views.theme, name="theme"),
]
