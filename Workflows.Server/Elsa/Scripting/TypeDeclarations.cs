using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Scripting;

/// <summary>TypeScript declarations of what scripts of a definition can use.</summary>
internal static class TypeDeclarations
{
    private const string Functions =
        """
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activityIdOrName: string, outputName?: string): any;
        declare function getLastResult(): any;
        declare function getWorkflowInstanceId(): string;
        declare function getWorkflowInstanceName(): string;
        declare function setWorkflowInstanceName(name: string): void;
        declare function setName(name: string): void;
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getCorrelationId(): string;
        declare function setCorrelationId(correlationId: string): void;
        declare function isNullOrWhiteSpace(text: string): boolean;
        declare function isNullOrEmpty(text: string): boolean;
        declare function toJson(value: any): string;
        declare function parseGuid(text: string): string;
        declare function newGuid(): string;
        declare function newGuidString(): string;
        declare function newShortGuid(): string;
        declare function bytesToString(bytes: number[]): string;
        declare function bytesFromString(text: string): number[];
        declare function bytesToBase64(bytes: number[]): string;
        declare function bytesFromBase64(text: string): number[];
        declare function stringToBase64(text: string): string;
        declare function stringFromBase64(text: string): string;

        """;

    public static string Of(JsonObject definition)
    {
        var text = new StringBuilder(Functions);
        Object(text, "variables", definition["variables"] as JsonArray, "typeName", readOnly: false);
        Object(text, "input", definition["inputs"] as JsonArray, "type", readOnly: true);
        foreach (var (name, type) in Names(definition["variables"] as JsonArray, "typeName"))
        {
            text.Append(CultureInfo.InvariantCulture, $"declare function get{Pascal(name)}(): {type};\n");
            text.Append(CultureInfo.InvariantCulture, $"declare function set{Pascal(name)}(value: {type}): void;\n");
        }

        foreach (var (name, type) in Names(definition["inputs"] as JsonArray, "type"))
        {
            text.Append(CultureInfo.InvariantCulture, $"declare function get{Pascal(name)}(): {type};\n");
        }

        return text.ToString();
    }

    private static void Object(StringBuilder text, string name, JsonArray? items, string member, bool readOnly)
    {
        text.Append(CultureInfo.InvariantCulture, $"declare const {name}: {{\n");
        foreach (var (item, type) in Names(items, member))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {(readOnly ? "readonly " : string.Empty)}{item}: {type};\n");
        }

        text.Append("  [name: string]: any;\n};\n");
    }

    private static IEnumerable<(string Name, string Type)> Names(JsonArray? items, string member)
    {
        foreach (var item in (items ?? []).OfType<JsonObject>())
        {
            var name = item.Text("name");
            if (name is { Length: > 0 } && name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '$') && !char.IsDigit(name[0]))
            {
                var type = item.Text(member) switch
                {
                    "String" or "Guid" or "Uri" or "TimeSpan" or "Char" => "string",
                    "Boolean" => "boolean",
                    "Int16" or "Int32" or "Int64" or "Single" or "Double" or "Decimal" or "Byte" => "number",
                    "DateTime" or "DateTimeOffset" or "DateOnly" => "Date",
                    _ => "any",
                };
                yield return (name, item.Flag("isArray") == true ? $"{type}[]" : type);
            }
        }
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
