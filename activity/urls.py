from django.urls import path

from activity import views

app_name = "activity"
urlpatterns = [
    path("", views.find, name="find"),
    path("look-ups/<int:pk>/", views.found, name="found"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/load/", views.load_all, name="load-all"),
    path("<int:pk>/take/", views.take, name="take"),
]
