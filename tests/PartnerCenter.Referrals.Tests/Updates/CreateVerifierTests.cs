namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a value that cannot be read proves no create and no invitation.</summary>
public sealed class CreateVerifierTests
{
    private static readonly Referral Connected = new()
    {
        EngagementId = ReferralJson.EngagementId,
        Status = ReferralStatus.New,
        Target = [new ReferralTarget { Type = ReferralTargetType.BusinessProfileLocation, Id = "microsoft" }],
        InviteContext = new InviteContext { Notes = "planted" },
    };

    private static readonly Referral Found = Connected with { Id = ReferralJson.Id };

    [Fact]
    public void A_record_with_the_values_of_an_invitation_is_the_invited_one() =>
        Assert.True(CreateVerifier.IsInvitedBy(Connected, Found));

    [Theory]
    [InlineData("$.status")]
    [InlineData("$.engagementId")]
    [InlineData("$.target[0].id")]
    [InlineData("$.inviteContext.notes")]
    [InlineData("$.inviteContext.assistanceRequestCode")]
    public void A_record_of_which_such_a_value_cannot_be_read_is_not(string path) =>
        Assert.False(CreateVerifier.IsInvitedBy(Connected, Found with { UnreadableMembers = [path] }));

    [Fact]
    public void A_record_of_which_another_value_cannot_be_read_is() =>
        Assert.True(CreateVerifier.IsInvitedBy(Connected, Found with { UnreadableMembers = ["$.tags"] }));
}
