using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Http;

/// <summary>Sends an HTTP request and runs the activity for its status.</summary>
[Activity("Elsa", "HTTP", "Send an HTTP request.", DisplayName = "HTTP Request", Kind = ActivityKind.Task)]
public class SendHttpRequest : SendHttpRequestBase, IHasChildActivities
{
    private readonly ActivityCompletionCallback _onPortCompleted;

    /// <summary>Creates the activity.</summary>
    public SendHttpRequest([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _onPortCompleted = OnPortCompletedAsync;

    /// <summary>Cases by status.</summary>
    [Input(Description = "A list of expected status codes to handle.", UIHint = "http-status-codes")]
    public ICollection<HttpStatusCodeCase> ExpectedStatusCodes { get; set; } = [];

    /// <summary>Runs for every other status.</summary>
    [Port]
    public IActivity? UnmatchedStatusCode { get; set; }

    /// <summary>Runs when no answer came; without it, the activity fails.</summary>
    [Port]
    public IActivity? FailedToConnect { get; set; }

    /// <summary>Runs when the answer took too long; without it, the activity fails.</summary>
    [Port]
    public IActivity? Timeout { get; set; }

    IEnumerable<(string Port, IActivity? Activity)> IHasChildActivities.GetChildActivities() =>
        ExpectedStatusCodes.Select(item => ("ExpectedStatusCodes", item.Activity));

    /// <inheritdoc />
    protected override ValueTask HandleResponseAsync(ActivityExecutionContext context, int statusCode)
    {
        var expected = ExpectedStatusCodes.FirstOrDefault(item => item.StatusCode == statusCode);
        return context.ScheduleActivityAsync(expected is null ? UnmatchedStatusCode : expected.Activity, _onPortCompleted);
    }

    /// <inheritdoc />
    protected override ValueTask HandleRequestExceptionAsync(ActivityExecutionContext context, HttpRequestException exception) =>
        FailedToConnect is null ? throw new HttpRequestException(exception.Message, exception) : context.ScheduleActivityAsync(FailedToConnect, _onPortCompleted);

    /// <inheritdoc />
    protected override ValueTask HandleTaskCanceledExceptionAsync(ActivityExecutionContext context, TaskCanceledException exception) =>
        Timeout is null ? throw new TimeoutException(exception.Message, exception) : context.ScheduleActivityAsync(Timeout, _onPortCompleted);

    private ValueTask OnPortCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteActivityAsync();
}
