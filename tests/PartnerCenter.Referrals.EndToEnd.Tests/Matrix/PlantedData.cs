using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Provides invented people and texts that every request and response contains, and that must appear nowhere else.</summary>
internal static class PlantedData
{
    public const string Mark = "planted";
    public const string Mail = "planted.seller@contoso.example.com";
    public const string Phone = "5557390162";
    public const string OtherName = "Planted deal, phase 2";
    public const int DealValue = 25_000;

    public static Member Colleague { get; } =
        new() { FirstName = "Planted", LastName = "Colleague", PhoneNumber = Phone, Email = "planted.colleague@contoso.example.com" };

    public static Invitation Invitation { get; } =
        Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "planted notes for the invited partner");

    public static Referral Draft { get; } = Deals.CoSell with
    {
        Name = "Planted deal",
        CustomerProfile = Deals.CoSell.CustomerProfile! with
        {
            Name = "Planted customer",
            Team = [new Member { FirstName = "Planted", LastName = "Customer", PhoneNumber =
                Phone, Email = "planted.customer@fabrikam.example.com" }],
        },
        Details = Deals.CoSell.Details! with { Notes = "planted notes" },
        Team = [new Member { FirstName = "Planted", LastName = "Seller", PhoneNumber = Phone, Email = Mail }],
        ExternalReferenceId = "planted-4711",
    };

    /// <summary>Gets options with a callback that throws.</summary>
    public static ReferralCallOptions Options { get; } = new() { OnResponse = static _ => throw NewFailure() };

    private static readonly Lazy<Task<JsonObject>> Record = new(CreateAsync);

    /// <summary>Creates the exception of whatever observes a call and fails.</summary>
    public static Exception NewFailure() => new InvalidOperationException($"This message contains {Mail}.");

    /// <summary>Returns a deal in the service's form, without id and with a member that this version of the client does not know.</summary>
    public static async Task<JsonObject> RecordAsync() => (await Record.Value).DeepClone().AsObject();

    private static async Task<JsonObject> CreateAsync()
    {
        await using RawClient service = await RawClient.StartAsync();
        JsonObject body = JsonSerializer.SerializeToNode(
            Draft with { ExternalReferenceId = "planted-4710" }, ReferralsJson.ReferralForCreate)!.AsObject();
        await service.CreatedAsync(body.With("memberOfTomorrow", Mark));
        return Assert.Single(service.Emulator.GetReferrals()).Without("id").Without("eTag");
    }
}
