from django.urls import path

from medimail.web.deliveries import views

urlpatterns = [
    path("boites/<int:box>/suivi/", views.deliveries, name="deliveries"),
    path("boites/<int:box>/suivi/<int:pk>/vu/", views.seen, name="delivery_seen"),
]
