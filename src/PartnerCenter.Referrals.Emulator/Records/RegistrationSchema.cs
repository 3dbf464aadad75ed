namespace PartnerCenter.Referrals.Emulator;

/// <summary>Defines the members of a deal registration (wire contract 3.10), with the values of 4.9.</summary>
internal static class RegistrationSchema
{
    private static readonly Schema Contract = new(
        Field.Number("value"),
        Field.Text("currency"),
        Field.Date("startDateTime"),
        Field.Date("endDateTime"),
        Field.Date("signDateTime"),
        Field.Choice("term", ["Perpetual", "Finite"]));

    // 10 #25: the currency is accepted but never returned.
    private static readonly Schema SolutionDetails = new(
        Field.Text("id").Required,
        Field.Text("name").ReadOnly,
        Field.Number("value"),
        Field.Text("currency").WriteOnly,
        Field.Flag("isDeployedOnAzure"),
        Field.Choice("primaryDeploymentOn", ["Customer", "Partner"]),
        Field.Choice("pricingModel", ["PayAsYouGo", "Other"]),
        Field.Object("marketplaceTransactionDetails", new Schema(
            Field.Flag("isMarketplaceTransacted"), Field.Date("marketplaceTransactionDateTime"))));

    private static readonly Schema StatusHistory = new(
        Field.Date("reviewPendingDateTime"),
        Field.Date("actionRequiredDateTime"),
        Field.Date("passedDateTime"),
        Field.Date("failedDateTime"),
        Field.Date("approvedDateTime"));

    // That `type` and `solutionDetails` are required is inferred: there is only one type, and a registration concerns a solution (wire
    // contract 1.7).
    public static Schema Registration { get; } = new(
        Field.Text("id").ReadOnly,
        Field.Choice("type", ["AzureIPCoSell"]).Required.WriteOnly,
        Field.Date("registrationDateTime").ReadOnly,
        Field.Text("status").ReadOnly,
        Field.Text("statusReason").ReadOnly,
        Field.Object("contract", Contract),
        Field.List("solutionDetails", SolutionDetails).Required,
        Field.Object("statusHistory", StatusHistory).ReadOnly);
}
