from django.urls import path

from credentials import views

app_name = "credentials"

urlpatterns = [
    path("", views.sites, name="sites"),
    path("new/", views.new, name="new"),
    path("try-rule/", views.try_rule, name="try_rule"),
    path("<int:pk>/", views.site, name="site"),
    path("<int:pk>/key/", views.replace, name="replace_key"),
    path("<int:pk>/test/", views.test, name="test_key"),
    path("<int:pk>/activate/", views.activate, name="activate"),
    path("<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]
