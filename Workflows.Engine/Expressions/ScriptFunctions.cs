using System.Text;
using System.Text.Json;
using Workflows.Engine.Execution;
using Workflows.JavaScript;

namespace Workflows.Engine.Expressions;

/// <summary>The functions that scripts of workflows may call, under Elsa's names.</summary>
internal static class ScriptFunctions
{
    public static IReadOnlyDictionary<string, Func<ExpressionExecutionContext, HostFunction>> All { get; } =
        new Dictionary<string, Func<ExpressionExecutionContext, HostFunction>>(StringComparer.Ordinal)
        {
            ["getVariable"] = context => arguments => context.GetVariableInScope(Text(arguments, 0)),
            ["setVariable"] = context => arguments => Do(() => context.SetVariableInScope(Text(arguments, 0), ScriptNumbers.Whole(At(arguments, 1)))),
            ["getInput"] = context => arguments => context.GetInput(Text(arguments, 0)),
            ["getOutputFrom"] = context => arguments => context.GetOutput(Text(arguments, 0), At(arguments, 1) as string),
            ["getLastResult"] = context => _ => context.GetLastResult(),
            ["getWorkflowInstanceId"] = context => _ => context.Workflow?.Id,
            ["getWorkflowInstanceName"] = context => _ => context.Workflow?.Name,
            ["setWorkflowInstanceName"] = context => arguments => Do(() => Workflow(context).Name = Text(arguments, 0)),
            ["setName"] = context => arguments => Do(() => Workflow(context).Name = Text(arguments, 0)),
            ["getWorkflowDefinitionId"] = context => _ => context.Workflow?.Workflow.Identity.DefinitionId,
            ["getWorkflowDefinitionVersionId"] = context => _ => context.Workflow?.Workflow.Identity.Id,
            ["getWorkflowDefinitionVersion"] = context => _ => context.Workflow?.Workflow.Identity.Version,
            ["getCorrelationId"] = context => _ => context.Workflow?.CorrelationId,
            ["setCorrelationId"] = context => arguments => Do(() => Workflow(context).CorrelationId = At(arguments, 0)?.ToString()),
            ["isNullOrWhiteSpace"] = _ => arguments => string.IsNullOrWhiteSpace(At(arguments, 0)?.ToString()),
            ["isNullOrEmpty"] = _ => arguments => string.IsNullOrEmpty(At(arguments, 0)?.ToString()),
            ["toJson"] = _ => arguments => JsonSerializer.Serialize(ScriptNumbers.Whole(At(arguments, 0)), ValueConverter.Json),
            ["parseGuid"] = _ => arguments => Guid.Parse(Text(arguments, 0)),
            ["newGuid"] = _ => _ => Guid.CreateVersion7(),
            ["newGuidString"] = _ => _ => Guid.CreateVersion7().ToString(),
            ["newShortGuid"] = _ => _ => Convert.ToBase64String(Guid.CreateVersion7().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            ["bytesToString"] = _ => arguments => Encoding.UTF8.GetString(Bytes(At(arguments, 0))),
            ["bytesFromString"] = _ => arguments => List(Encoding.UTF8.GetBytes(Text(arguments, 0))),
            ["bytesToBase64"] = _ => arguments => Convert.ToBase64String(Bytes(At(arguments, 0))),
            ["bytesFromBase64"] = _ => arguments => List(Convert.FromBase64String(Text(arguments, 0))),
            ["stringToBase64"] = _ => arguments => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(arguments, 0))),
            ["stringFromBase64"] = _ => arguments => Encoding.UTF8.GetString(Convert.FromBase64String(Text(arguments, 0))),
        };

    private static WorkflowExecutionContext Workflow(ExpressionExecutionContext context) => context.GetWorkflowExecutionContext();

    private static object? Do(Action action)
    {
        action();
        return null;
    }

    private static object? At(IReadOnlyList<object?> arguments, int index) => index < arguments.Count ? arguments[index] : null;

    private static string Text(IReadOnlyList<object?> arguments, int index) => At(arguments, index)?.ToString() ?? string.Empty;

    // A script sees bytes as an array of numbers.
    private static List<object?> List(byte[] bytes) => [.. bytes.Select(value => (object?)(double)value)];

    private static byte[] Bytes(object? value) => value switch
    {
        null => [],
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        System.Collections.IEnumerable items => [.. items.Cast<object?>().Select(item => ValueConverter.To<byte>(item))],
        _ => throw new ValueConversionException($"A value of type {value.GetType().Name} is no list of bytes."),
    };
}
