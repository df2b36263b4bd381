using Microsoft.Extensions.Options;

namespace Workflows.Server.Hosting;

/// <summary>What data annotations cannot say.</summary>
internal sealed class ServerOptionsValidator(IHostEnvironment environment) : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        var failures = new List<string>();
        foreach (var origin in options.CorsOrigins)
        {
            if (origin == "*" && environment.IsProduction())
            {
                failures.Add($"{ServerOptions.Section}:CorsOrigins: * is not allowed in production; name the origins.");
            }
            else if (origin != "*" && !IsOrigin(origin))
            {
                failures.Add($"{ServerOptions.Section}:CorsOrigins: '{origin}' is no origin such as https://app.example.com.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.PathAndQuery == "/" && !text.EndsWith('/') && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;
}
