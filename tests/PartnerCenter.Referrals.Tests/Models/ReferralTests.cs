using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals.Tests.Models;

public partial class ReferralTests
{
    [Fact]
    public void Is_a_draft_until_the_service_has_given_it_an_id()
    {
        Assert.True(new Referral { Name = "Fabrikam pilot" }.IsDraft);
        Assert.False(new Referral { Id = ReferralJson.Id }.IsDraft);
        Assert.DoesNotContain(
            "isDraft", JsonSerializer.Serialize(new Referral(), ReferralsJson.Referral), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Has_empty_ids_and_never_null_ones()
    {
        foreach (Referral referral in (Referral[])[
            new(), new() { Id = null!, EngagementId = null!, ETag = null! },
            JsonSerializer.Deserialize("""{ "id": null, "engagementId": null, "eTag": null }""", ReferralsJson.Referral)!])
        {
            Assert.Equal(("", "", ""), (referral.Id, referral.EngagementId, referral.ETag));
        }
    }

    [Fact]
    public void Makes_the_right_tags_from_typed_values()
    {
        Assert.Equal(new SolutionTag { Id = "Chatbot", Type = SolutionTagType.Category }, SolutionTag.Category(PredefinedSolution.Chatbot));
        Assert.Equal(new SolutionTag { Id = "SOL-1", Name = "Hub", Type = SolutionTagType.Name }, SolutionTag.Catalogue("SOL-1", "Hub"));
        Assert.Equal(
            new RequirementAttribute { Type = RequirementAttributeType.CustomerMarketplaceIntent, Id = "Yes" },
            RequirementAttribute.CustomerMarketplaceIntent(CustomerMarketplaceIntent.Yes));
        Assert.Equal(RequirementAttributeType.PartnerRole, RequirementAttribute.PartnerRole("a").Type);
        Assert.Equal(RequirementAttributeType.SolutionArea, RequirementAttribute.SolutionArea("b").Type);
        Assert.Equal(
            new RequirementAttribute { Type = RequirementAttributeType.SolutionPlay, Id = "c" }, RequirementAttribute.SolutionPlay("c"));
    }

    [Fact]
    public void Makes_the_right_targets() // wire contract 4.4
    {
        Assert.Equal(Target(ReferralTargetType.BusinessProfileLocation, "msft"), ReferralTarget.Microsoft);
        Assert.Equal(Target(ReferralTargetType.BusinessProfileLocation, "l-1"), ReferralTarget.PartnerLocation("l-1"));
        Assert.Equal(Target(ReferralTargetType.SolutionProfile, "SOL-1"), ReferralTarget.Solution("SOL-1"));

        static ReferralTarget Target(ReferralTargetType type, string id) => new() { Type = type, Id = id };
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Makes_no_tag_or_target_without_an_id(string? id)
    {
        Assert.ThrowsAny<ArgumentException>(() => SolutionTag.Catalogue(id!));
        Assert.ThrowsAny<ArgumentException>(() => RequirementAttribute.PartnerRole(id!));
        Assert.ThrowsAny<ArgumentException>(() => RequirementAttribute.SolutionArea(id!));
        Assert.ThrowsAny<ArgumentException>(() => RequirementAttribute.SolutionPlay(id!));
        Assert.ThrowsAny<ArgumentException>(() => ReferralTarget.PartnerLocation(id!));
        Assert.ThrowsAny<ArgumentException>(() => ReferralTarget.Solution(id!));
    }

    [Fact]
    public void Lets_a_callers_own_JSON_context_use_the_value_types()
    {
        Slim read = JsonSerializer.Deserialize("""{ "id": "1", "status": "active" }""", CallersContext.Default.Slim)!;

        Assert.Equal(ReferralStatus.Active, read.Status);
        Assert.Equal("""{"id":"1","status":"active"}""", JsonSerializer.Serialize(read, CallersContext.Default.Slim));
    }

    internal sealed record Slim(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("status")] ReferralStatus? Status);

    [JsonSerializable(typeof(Slim))]
    internal sealed partial class CallersContext : JsonSerializerContext;
}
