using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Options;
using Workflows.Server.Hosting;
using Workflows.Server.Http.Requests;

namespace Workflows.Server.Http.Security;

/// <summary>CORS, HTTPS redirect and HSTS, from <see cref="ServerOptions"/>.</summary>
internal static class BrowserRules
{
    public static void AddBrowserRules(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<ServerOptions>>(static (cors, server) =>
            cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. server.Value.CorsOrigins])
                .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
                .WithHeaders("Authorization", "Content-Type", "If-Match", "Idempotency-Key", "X-Api-Key", "X-Request-Id")
                .WithExposedHeaders("ETag", "Location", "Retry-After", "X-Request-Id", "Idempotent-Replayed")));
        services.Configure<HttpsRedirectionOptions>(static options =>
            options.RedirectStatusCode = StatusCodes.Status308PermanentRedirect);
        services.AddHsts(static options => options.MaxAge = TimeSpan.FromDays(365));
    }

    /// <summary>Redirects and CORS, as far as they are configured.</summary>
    public static void UseBrowserRules(this WebApplication application)
    {
        var options = application.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        if (options.RequireHttps)
        {
            application.UseHsts();
            application.UseWhen(
                static context => !context.IsUnder("/health"),
                static branch => branch.UseHttpsRedirection());
        }

        if (options.CorsOrigins.Count > 0)
        {
            application.UseCors();
        }
    }
}
