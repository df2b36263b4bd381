using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Domain.Shared.Data;

/// <summary>What every mapped table has in common, so that the modules' configurations say only what is special.</summary>
internal static class MappingConventions
{
    /// <summary>
    /// Names columns in snake_case unless the module named them, maps <see cref="IRowVersioned.RowVersion"/> to xmin and enums to
    /// snake_case text, and leaves ids to the application.
    /// </summary>
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            var builder = model.Entity(entity.ClrType);
            if (typeof(IRowVersioned).IsAssignableFrom(entity.ClrType))
            {
                builder.Property(nameof(IRowVersioned.RowVersion)).IsRowVersion().HasColumnName("xmin").HasColumnType("xid");
            }

            if (typeof(ITenantOwned).IsAssignableFrom(entity.ClrType))
            {
                builder.Property(nameof(ITenantOwned.TenantId)).ValueGeneratedNever();
            }

            foreach (var property in entity.GetProperties().ToList())
            {
                Apply(builder, property);
            }
        }
    }

    private static void Apply(EntityTypeBuilder builder, IMutableProperty property)
    {
        if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
        {
            property.SetColumnName(SnakeCase.Of(property.Name));
        }

        if (property.ClrType == typeof(Guid) && property.IsPrimaryKey())
        {
            property.ValueGenerated = ValueGenerated.Never;
        }

        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type.IsEnum && property.GetValueConverter() is null && property.FindAnnotation(RelationalAnnotationNames.ColumnType) is null)
        {
            builder.Property(property.Name)
                .HasConversion((Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter)Activator.CreateInstance(
                    typeof(SnakeCaseEnumConverter<>).MakeGenericType(type))!)
                .HasColumnType("text");
        }
    }
}
