namespace PartnerCenter.Referrals.Tests.Values;

/// <summary>Tests the two notations of the sales stage (wire contract 4.8).</summary>
public sealed class SalesStageTests
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("100", 100)]
    [InlineData("45", 45)] // A partner's own percentage.
    [InlineData("Qualify", 20)]
    [InlineData("develop", 40)]
    [InlineData("Propose", 60)]
    [InlineData("Close", null)] // The sources do not say whether it means negotiated or won.
    [InlineData("101", null)]
    [InlineData("-1", null)]
    [InlineData("40%", null)]
    [InlineData("Piloting", null)]
    [InlineData("", null)]
    public void Tells_its_percentage_in_either_notation(string text, int? percentage) =>
        Assert.Equal(percentage, new SalesStage(text).Percentage);

    [Fact]
    public void Is_made_from_a_percentage_and_keeps_that_notation()
    {
        Assert.Equal("40", SalesStage.FromPercentage(40).Value);
        Assert.Equal(SalesStage.Percent100, SalesStage.FromPercentage(100));
        Assert.Throws<ArgumentOutOfRangeException>("percentage", () => SalesStage.FromPercentage(101));
        Assert.Throws<ArgumentOutOfRangeException>("percentage", () => SalesStage.FromPercentage(-1));
    }

    [Fact]
    public void Progress_is_compared_across_the_notations_and_never_where_it_is_not_known()
    {
        Assert.True(SalesStage.Develop.Percentage < SalesStage.Percent60.Percentage);
        Assert.Equal(SalesStage.Percent20.Percentage, SalesStage.Qualify.Percentage);
        Assert.False(SalesStage.Close.Percentage > SalesStage.Percent10.Percentage);
    }
}
