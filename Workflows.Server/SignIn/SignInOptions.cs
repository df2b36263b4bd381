using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.SignIn;

/// <summary>Tokens, lock-out and throttling.</summary>
public sealed class SignInOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "SignIn";

    /// <summary>
    /// Key that signs tokens, at least 32 bytes of UTF-8. Default: null, a random key is made and kept in the data directory.
    /// </summary>
    public string? JwtSecret { get; set; }

    /// <summary>Former key that is still accepted while tokens signed with it live. Default: null.</summary>
    public string? PreviousJwtSecret { get; set; }

    /// <summary>The <c>iss</c> claim. Default: workflows.</summary>
    [Required]
    public string Issuer { get; set; } = "workflows";

    /// <summary>The <c>aud</c> claim of access tokens. Default: workflows-api.</summary>
    [Required]
    public string Audience { get; set; } = "workflows-api";

    /// <summary>Lifetime of an access token in hours, 1 to 168. Default: 8.</summary>
    [Range(1, 168)]
    public int JwtExpirationHours { get; set; } = 8;

    /// <summary>Lifetime of a refresh token in hours, 1 to 720. Default: 168.</summary>
    [Range(1, 720)]
    public int RefreshExpirationHours { get; set; } = 168;

    /// <summary>Tolerated clock difference, 0 to 60 s. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wrong passwords in a row that lock a user out, 3 to 100. Default: 10.</summary>
    [Range(3, 100)]
    public int LockoutAfter { get; set; } = 10;

    /// <summary>How long a lock-out lasts. Default: 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LockoutFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Failed attempts per minute from one address before it must wait, 1 to 10,000. Default: 30.</summary>
    [Range(1, 10_000)]
    public int FailuresPerAddressAndMinute { get; set; } = 30;
}
