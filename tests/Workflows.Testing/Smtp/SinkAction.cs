namespace Workflows.Testing.Smtp;

/// <summary>What a script does at a point of the session.</summary>
public sealed record SinkAction
{
    private SinkAction()
    {
    }

    /// <summary>Resets the connection.</summary>
    public static SinkAction Drop { get; } = new() { Drops = true };

    internal int Code { get; private init; }

    internal string Text { get; private init; } = "";

    internal bool Drops { get; private init; }

    internal Func<CancellationToken, Task>? Waits { get; private init; }

    /// <summary>Answers this instead of the usual; the command has no effect.</summary>
    public static SinkAction Reply(int code, string text) => new() { Code = code, Text = text };

    /// <summary>Answers this and closes.</summary>
    public static SinkAction ReplyAndDrop(int code, string text) => new() { Code = code, Text = text, Drops = true };

    /// <summary>Goes on as usual when <paramref name="gate"/> completes.</summary>
    public static SinkAction WaitFor(Task gate) => new() { Waits = gate.WaitAsync };

    /// <summary>Goes on as usual after <paramref name="delay"/> of <paramref name="time"/>.</summary>
    public static SinkAction Delay(TimeSpan delay, TimeProvider time) => new() { Waits = token => Task.Delay(delay, time, token) };
}
