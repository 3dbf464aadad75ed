namespace PartnerCenter.Referrals.Tests;

/// <summary>Provides a deal that can be registered, and its registration.</summary>
internal static class WonDeal
{
    public static DateTimeOffset Created { get; } = Drafts.Stored.CreatedDateTime!.Value;

    public static Referral Stored { get; } = Drafts.Stored with
    {
        Status = ReferralStatus.Closed,
        Substatus = ReferralSubstatus.Won,
        ClosedDateTime = Created.AddHours(72),
        RegistrationStatus = RegistrationStatus.None,
        Registrations = [],
    };

    public static DealRegistration Registration { get; } = new()
    {
        Type = RegistrationType.AzureIPCoSell,
        Contract = new RegistrationContract
        {
            Value = 125_000m,
            Currency = "USD",
            StartDateTime = new DateTimeOffset(2024, 4, 1, 2, 0, 0, TimeSpan.FromHours(2)),
            EndDateTime = new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero),
            SignDateTime = new DateTimeOffset(2024, 3, 30, 0, 0, 0, TimeSpan.Zero),
            Term = ContractTerm.Finite,
        },
        SolutionDetails =
        [
            new RegistrationSolution
            {
                Id = "SOL-12345-ABC",
                Value = 125_000m,
                Currency = "USD",
                IsDeployedOnAzure = true,
                PrimaryDeploymentOn = DeploymentOwner.Customer,
                PricingModel = PricingModel.PayAsYouGo,
                MarketplaceTransactionDetails = new MarketplaceTransactionDetails
                {
                    IsMarketplaceTransacted = true,
                    MarketplaceTransactionDateTime = new DateTimeOffset(2024, 4, 1, 7, 30, 0, TimeSpan.Zero),
                },
            },
        ],
    };

    /// <summary>Returns the deal with a registration in the given state of review.</summary>
    public static Referral Waiting(RegistrationStatus status) => Stored with
    {
        RegistrationStatus = status,
        Registrations = [Drafts.Stored.Registrations[0] with { Status = status }],
    };
}
