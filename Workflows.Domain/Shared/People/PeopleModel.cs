using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.People;

internal sealed class PeopleModel : IModelConfiguration
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Tenant>().ToTable("tenants");
        model.Entity<User>().ToTable("users");
        model.Entity<ApiKey>().ToTable("api_keys");
    }
}
