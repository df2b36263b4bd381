using System.Globalization;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Http;

/// <summary>Sends an HTTP request; the status chooses the outcome.</summary>
[Activity("Elsa", "HTTP", "Send an HTTP request.", DisplayName = "HTTP Request (flow)", Kind = ActivityKind.Task)]
public class FlowSendHttpRequest : SendHttpRequestBase
{
    /// <summary>Creates the activity.</summary>
    public FlowSendHttpRequest([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Statuses with an outcome of their own.</summary>
    [Input(Description = "A list of expected status codes to handle.", UIHint = InputUIHints.DynamicOutcomes)]
    public Input<ICollection<int>> ExpectedStatusCodes { get; set; } = new(new Literal(Array.Empty<int>()));

    /// <inheritdoc />
    protected override ValueTask HandleResponseAsync(ActivityExecutionContext context, int statusCode)
    {
        var expected = context.Get(ExpectedStatusCodes) ?? [];
        var outcome = expected.Contains(statusCode) ? statusCode.ToString(CultureInfo.InvariantCulture) : "Unmatched status code";
        return context.CompleteActivityWithOutcomesAsync(outcome, "Done");
    }

    /// <inheritdoc />
    protected override ValueTask HandleRequestExceptionAsync(ActivityExecutionContext context, HttpRequestException exception) =>
        context.CompleteActivityWithOutcomesAsync("Failed to connect");

    /// <inheritdoc />
    protected override ValueTask HandleTaskCanceledExceptionAsync(ActivityExecutionContext context, TaskCanceledException exception) =>
        context.CompleteActivityWithOutcomesAsync("Timeout");
}
