namespace Workflows.Mail.Smtp;

/// <summary>How long each step may take. Defaults are below RFC 5321 section 4.5.3.2 except for the final answer.</summary>
public sealed record SmtpTimeouts
{
    /// <summary>Name resolution and TCP connection. Default 15 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The greeting of the server. Default 60 s.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The TLS handshake. Default 30 s.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The answer to one command. Default 60 s.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Writing one block (64 KiB) of content. Default 60 s.</summary>
    public TimeSpan ContentBlock { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The answer to the complete content. Default 10 min, as RFC 5321 asks, because giving up leaves a mail in doubt.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How much longer to wait for that answer after cancellation. Default 10 s; 0 gives up at once.</summary>
    public TimeSpan AnswerAfterCancellation { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an unused connection is kept. Default 30 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);
}
