using Microsoft.Extensions.Options;

namespace Workflows.Engine.Durability.Leasing;

internal sealed class LeaseOptionsValidator : IValidateOptions<LeaseOptions>
{
    public ValidateOptionsResult Validate(string? name, LeaseOptions options)
    {
        if (options.RenewEvery <= TimeSpan.Zero)
        {
            return ValidateOptionsResult.Fail($"{LeaseOptions.Section}:RenewEvery must be positive.");
        }

        // Two renewals may be lost to a slow database before the lease is really at risk.
        return options.RenewEvery * 3 > options.Duration
            ? ValidateOptionsResult.Fail(
                $"{LeaseOptions.Section}:RenewEvery ({options.RenewEvery}) must be at most a third of Duration ({options.Duration}).")
            : ValidateOptionsResult.Success;
    }
}
