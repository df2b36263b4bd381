using System.Globalization;

namespace Workflows.Mail.Smtp;

/// <summary>One answer of an SMTP server (RFC 5321 section 4.2).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Lines">The text of each line, without the code.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>The enhanced code at the start of the first line; null when there is none or it contradicts the code.</summary>
    public EnhancedStatusCode? Status { get; } =
        Lines.Count > 0 && EnhancedStatusCode.TryRead(Lines[0], out var code) && code.Class == Code / 100 ? code : null;

    /// <summary>Whether the command succeeded (2xx).</summary>
    public bool IsPositive => Code / 100 == 2;

    /// <summary>Whether the refusal is for now (4xx).</summary>
    public bool IsTransient => Code / 100 == 4;

    /// <summary>Whether the refusal is for good (5xx).</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>Code and text in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}");
}
