using System.Collections;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;

namespace Workflows.Server.Elsa.Descriptors;

/// <summary>What an editor of the designer needs besides its name: choices, heights, fixed outcomes.</summary>
internal static class UiSpecifications
{
    public static JsonObject? Of(string hint, InputDescriptor input, IReadOnlyList<PickItem>? list) => hint switch
    {
        InputUIHints.DropDown => List("dropdown", "selectList", list ?? Choices(input)),
        InputUIHints.RadioList => List("radiolist", "radioList", list ?? Choices(input)),
        InputUIHints.CheckList => List("checklist", "checkList", list ?? Choices(input), isChecked: false),
        InputUIHints.DynamicOutcomes => new JsonObject
        {
            ["DynamicOutcomesOptions"] = new JsonObject { ["fixedOutcomes"] = new JsonArray([.. Choices(input).Select(static c => (JsonNode)c.Value)]) },
        },
        InputUIHints.CodeEditor or InputUIHints.JsonEditor => new JsonObject
        {
            ["code-editor"] = new JsonObject
            {
                ["language"] = hint == InputUIHints.JsonEditor ? "json" : (input.Options as string ?? input.DefaultSyntax ?? "javascript").ToLowerInvariant(),
                ["editorHeight"] = hint == InputUIHints.JsonEditor ? 0 : 1,
                ["singleLineMode"] = false,
            },
        },
        _ => null,
    };

    private static JsonObject List(string hint, string member, IReadOnlyList<PickItem> items, bool? isChecked = null) => new()
    {
        [hint] = new JsonObject
        {
            [member] = new JsonObject
            {
                ["items"] = new JsonArray([.. items.Select(item =>
                {
                    var json = new JsonObject { ["text"] = item.Text, ["value"] = item.Value };
                    if (isChecked is { } state)
                    {
                        json["isChecked"] = state;
                    }

                    return (JsonNode)json;
                })]),
                ["isFlagsEnum"] = false,
            },
        },
    };

    private static List<PickItem> Choices(InputDescriptor input) => input.Options switch
    {
        string or null => [],
        IEnumerable items => [.. items.Cast<object>().Select(static item => new PickItem(item.ToString() ?? string.Empty, item.ToString() ?? string.Empty))],
        _ => [],
    };
}
