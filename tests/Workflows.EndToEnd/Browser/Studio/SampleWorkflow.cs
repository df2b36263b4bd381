using System.Text.Json.Nodes;

namespace Workflows.EndToEnd.Browser.Studio;

/// <summary>A small workflow that is there before the designer opens.</summary>
internal static class SampleWorkflow
{
    public static async Task<string> CreateAsync(ElsaClient elsa, string name)
    {
        var root = JsonNode.Parse("""
            {
              "id": "flow", "type": "Elsa.Flowchart", "version": 1, "name": "Flowchart1", "customProperties": {}, "metadata": {},
              "activities": [
                {"id": "say", "name": "Say", "type": "Elsa.WriteLine", "version": 1, "customProperties": {},
                 "metadata": {"designer": {"position": {"x": 80, "y": 80}, "size": {"width": 180, "height": 54}}},
                 "text": {"typeName": "String", "expression": {"type": "Literal", "value": "first wording"}}}
              ],
              "connections": []
            }
            """);
        var made = await elsa.PostAsync("/elsa/api/workflow-definitions", new { model = new { name, root }, publish = false });
        return made["workflowDefinition"]!["definitionId"]!.GetValue<string>();
    }
}
