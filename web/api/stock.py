"""Routes of what there is to work with: tools, models and presets."""

from orchestrator.domain.preset import Preset
from orchestrator.services.house.house_views import ModelsView
from tools import catalog
from tools.base import ToolSpec
from web.api.operation import Operation, operation
from web.api.shapes import PresetAnswer, PresetsAnswer, RoleAnswer, ToolAnswer, ToolsAnswer
from web.current import studio


@operation(Operation("GET", "/tools", answer=ToolsAnswer))
def tools_list() -> ToolsAnswer:
    """Every tool, its inputs and the schema of its parameters."""
    offered = studio().models.offered()
    return ToolsAnswer(tools=tuple(_tool(spec, available=name in offered) for name, spec in catalog.specs().items()))


@operation(Operation("GET", "/models", answer=ModelsView))
def models_list() -> ModelsView:
    """The models that can be used, and why others cannot."""
    return studio().models.listing()


@operation(Operation("GET", "/presets", answer=PresetsAnswer))
def presets_list() -> PresetsAnswer:
    """The presets for kinds of pictures, what each adds, and why other files are none."""
    found, broken = studio().presets.look()
    return PresetsAnswer(presets=tuple(_preset(one) for one in found.values()), broken=tuple(broken))


def _preset(preset: Preset) -> PresetAnswer:
    return PresetAnswer.model_validate(preset.model_dump())


def _tool(spec: ToolSpec, *, available: bool) -> ToolAnswer:
    return ToolAnswer(
        name=spec.name,
        version=spec.version,
        summary=spec.summary,
        available=available,
        capability=spec.capability,
        queue=spec.queue,
        words=spec.words,
        gives=spec.gives,
        takes_region=spec.takes_region,
        inputs=tuple(RoleAnswer(name=r.name, summary=r.summary, required=r.required) for r in spec.inputs),
        params=spec.params.model_json_schema(),
    )
