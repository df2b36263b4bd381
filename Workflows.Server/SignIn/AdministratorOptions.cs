using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.SignIn;

/// <summary>The user made at the first start.</summary>
public sealed class AdministratorOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Workflows:Admin";

    /// <summary>Password of <c>admin</c> at the first start. Default: null, a one-time password is made and printed.</summary>
    public string? Password { get; set; }

    /// <summary>E-mail address of <c>admin</c> at the first start. Default: admin@localhost.</summary>
    [Required]
    public string Email { get; set; } = "admin@localhost";
}
