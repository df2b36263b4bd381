using Microsoft.Extensions.Options;

namespace Workflows.Server.SignIn;

/// <summary>Stops the start when a signing key is weak, rather than the first sign-in.</summary>
internal sealed class SignInOptionsValidator(IHostEnvironment environment) : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var production = environment.IsProduction();
        var problems = new[]
        {
            options.JwtSecret is { } secret ? SigningKeys.Refusal(secret, nameof(options.JwtSecret), production) : null,
            options.PreviousJwtSecret is { } previous
                ? SigningKeys.Refusal(previous, nameof(options.PreviousJwtSecret), production)
                : null,
        }.OfType<string>().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
