using System.Globalization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a link that leads back is recognized, with memory that does not grow with the listing.</summary>
public sealed class FollowedLinksTests
{
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(3, 5, 9)]
    [InlineData(0, 9_000, 9_001)]
    [InlineData(10_000, 1, 10_002)]
    [InlineData(700, 30_000, 4 * 30_000)]
    public void A_circle_of_any_length_is_recognized(int before, int circle, int atMost)
    {
        FollowedLinks links = new();
        int number = 0;
        while (links.Add(Link(number < before ? number : before + ((number - before) % circle))))
        {
            number++;
            Assert.True(number < atMost, "The circle was not recognized.");
        }

        Assert.True(number >= before + circle, "A link that was new was taken for an earlier one.");
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_links()
    {
        FollowedLinks links = new();
        for (int i = 0; i < 20_000; i++)
        {
            links.Add(Link(i));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 20_000; i < 100_000; i++)
        {
            Assert.True(links.Add(Link(i)));
        }

        // The texts of the links themselves take about 50 bytes each.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80_000 * 100);
    }

    private static string Link(int number) => string.Create(CultureInfo.InvariantCulture, $"$skiptoken={number}");
}
