"""Pages of the plan and its steps."""

from __future__ import annotations

from django.urls import path

from vidare.web.plans import steps, views, words

urlpatterns = [
    path("<int:person_id>/plan/", views.plan, name="plan"),
    path("<int:person_id>/plan/write/", views.write, name="plan-write"),
    path("<int:person_id>/plan/revise/", views.revise, name="plan-revise"),
    path("<int:person_id>/plan/<int:plan_id>/propose/", views.propose, name="plan-propose"),
    path("<int:person_id>/plan/<int:plan_id>/agree/", views.agree, name="plan-agree"),
    path("<int:person_id>/plan/<int:plan_id>/end/", views.end, name="plan-end"),
    path("<int:person_id>/plan/step/", steps.new, name="step-new"),
    path("<int:person_id>/plan/step/<int:step_id>/", steps.step, name="step"),
    path("<int:person_id>/plan/step/<int:step_id>/word/", words.word, name="step-word"),
    path("<int:person_id>/plan/step/<int:step_id>/outside/", words.outside, name="step-outside"),
]
