import pytest
from django import forms
from django.template import engines

HOSTILE = "<script>alert(1)</script>"


class Order(forms.Form):
    name = forms.CharField(help_text="As your colleagues call it.")
    state = forms.ChoiceField(choices=[("a", "Active"), ("b", "Blocked")], required=False)
    sites = forms.MultipleChoiceField(
        choices=[("1", "The Daily"), ("2", "Sport")], widget=forms.CheckboxSelectMultiple
    )
    active = forms.BooleanField(required=False)


@pytest.fixture
def wrong() -> str:
    form = Order({"state": HOSTILE})
    form.add_error(None, "The range ends before it starts.")
    return form.render()


def test_an_error_stands_beside_its_field_and_is_announced_with_it(wrong):
    assert 'aria-describedby="id_name_helptext id_name_error"' in wrong
    assert 'aria-invalid="true"' in wrong
    assert '<ul class="errorlist" id="id_name_error">' in wrong


def test_the_summary_takes_the_focus_and_leads_to_each_field(wrong):
    assert 'role="alert" tabindex="-1" autofocus' in wrong
    assert "The range ends before it starts." in wrong
    for target in ("id_name", "id_sites"):
        assert f'href="#{target}"' in wrong
        assert f'id="{target}"' in wrong


def test_what_was_typed_comes_back_as_text(wrong):
    assert "<script" not in wrong


def test_required_fields_are_marked():
    drawn = Order().render()
    assert drawn.count('class="required"') == 2
    assert "required" in Order()["name"].as_widget()


def test_widgets_get_their_classes_and_keep_their_own():
    class Search(forms.Form):
        q = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))

    assert 'class="wide form-control"' in Search()["q"].as_widget()
    assert 'class="form-select"' in Order()["state"].as_widget()
    assert "class=" not in Order()["active"].as_widget()


def test_several_boxes_are_one_group_with_a_legend():
    drawn = Order()["sites"].as_field_group()
    assert drawn.count("<fieldset") == 1
    assert '<legend class="form-label">Sites' in drawn


def test_chips_say_what_is_filtered_and_take_it_away(rf):
    request = rf.get("/exports/?name=hallo&state=b&page=4")
    form = Order(request.GET)
    source = "{% filter_chips form %}"
    drawn = engines["django"].from_string(source).render({"form": form}, request)
    assert "Blocked" in drawn
    assert 'href="?state=b"' in drawn
    assert 'href="?name=hallo"' in drawn
    assert 'href="?"' in drawn
