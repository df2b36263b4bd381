using System.Numerics;
using FluentAssertions;
using Workflows.Mail.Dkim;
using Xunit;

namespace Workflows.Mail.Tests.Dkim;

public sealed class FieldElementTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    [Fact]
    public void Arithmetic_agrees_with_big_integers_also_near_the_modulus()
    {
        var random = new Random(7);
        var edges = new[] { 0, 1, 2, 18, 19, 20 }.SelectMany(i => new[] { new BigInteger(i), P - i, P + i })
            .Where(v => v >= 0 && v < BigInteger.Pow(2, 255)).ToList();
        for (var i = 0; i < 5000; i++)
        {
            var x = i < edges.Count * edges.Count ? edges[i / edges.Count] : Draw(random);
            var y = i < edges.Count * edges.Count ? edges[i % edges.Count] : Draw(random);
            var (fx, fy) = (Field(x), Field(y));

            Number(fx * fy).Should().Be(x * y % P);
            Number((fx + fy) * (fx - fy)).Should().Be((((x + y) * (x - y) % P) + P) % P);
            Number(fx - fy).Should().Be((((x - y) % P) + P) % P);
            if (i % 50 == 0)
            {
                Number(fx.Invert()).Should().Be(BigInteger.ModPow(x, P - 2, P));
            }
        }
    }

    private static BigInteger Draw(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        bytes[31] &= 0x7F;
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static FieldElement Field(BigInteger value)
    {
        var bytes = new byte[32];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return FieldElement.Read(bytes);
    }

    private static BigInteger Number(FieldElement element)
    {
        var bytes = new byte[32];
        element.Write(bytes);
        var value = new BigInteger(bytes, isUnsigned: true);
        value.Should().BeLessThan(P);
        return value;
    }
}
