namespace Workflows.Server.Hosting;

/// <summary>What the warm-up says.</summary>
internal static partial class WarmUpLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The warm-up failed; the first request does the work instead")]
    public static partial void Failed(ILogger logger, Exception error);
}
