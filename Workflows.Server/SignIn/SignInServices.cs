using Microsoft.Extensions.Options;

namespace Workflows.Server.SignIn;

/// <summary>Registers sign-in.</summary>
public static class SignInServices
{
    /// <summary>
    /// Adds the credential reader, password sign-in, API keys and the bootstrap of the administrator. Needs the domain's shared
    /// services and an Npgsql data source.
    /// </summary>
    public static IServiceCollection AddWorkflowsSignIn(this IServiceCollection services)
    {
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>();
        services.AddOptions<AdministratorOptions>().BindConfiguration(AdministratorOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(static provider => SigningKeys.Load(
            provider.GetRequiredService<IOptions<SignInOptions>>().Value,
            provider.GetRequiredService<IConfiguration>()["Workflows:DataDirectory"] ?? ".data",
            provider.GetService<IHostEnvironment>()?.IsProduction() ?? true));
        services.AddSingleton<TokenService>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<PeopleReader>();
        services.AddSingleton<ICredentialReader, CredentialReader>();
        services.AddSingleton<ISignInService, SignInService>();
        services.AddSingleton<IBootstrapAdministrator, BootstrapAdministrator>();
        services.AddScoped<IApiKeys, ApiKeys>();
        return services;
    }
}
