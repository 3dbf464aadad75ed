using Microsoft.Kiota.Abstractions.Extensions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class KiotaDealRegistration : IParsable, IAdditionalDataHolder
{
    public KiotaDealRegistration()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Id { get; set; }

    public string? Type { get; set; }

    public DateTimeOffset? RegistrationDateTime { get; set; }

    public string? Status { get; set; }

    public string? StatusReason { get; set; }

    public KiotaRegistrationContract? Contract { get; set; }

    public List<KiotaRegistrationSolution>? SolutionDetails { get; set; }

    public KiotaRegistrationStatusHistory? StatusHistory { get; set; }

    public static KiotaDealRegistration CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "id", n => Id = n.GetStringValue() },
        { "type", n => Type = n.GetStringValue() },
        { "registrationDateTime", n => RegistrationDateTime = n.GetDateTimeOffsetValue() },
        { "status", n => Status = n.GetStringValue() },
        { "statusReason", n => StatusReason = n.GetStringValue() },
        { "contract", n => Contract = n.GetObjectValue(KiotaRegistrationContract.CreateFromDiscriminatorValue) },
        { "solutionDetails", n => SolutionDetails = n.GetCollectionOfObjectValues(
            KiotaRegistrationSolution.CreateFromDiscriminatorValue)?.AsList() },
        { "statusHistory", n => StatusHistory = n.GetObjectValue(KiotaRegistrationStatusHistory.CreateFromDiscriminatorValue) },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("id", Id);
        writer.WriteStringValue("type", Type);
        writer.WriteDateTimeOffsetValue("registrationDateTime", RegistrationDateTime);
        writer.WriteStringValue("status", Status);
        writer.WriteStringValue("statusReason", StatusReason);
        writer.WriteObjectValue("contract", Contract);
        writer.WriteCollectionOfObjectValues("solutionDetails", SolutionDetails);
        writer.WriteObjectValue("statusHistory", StatusHistory);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaRegistrationContract : IParsable, IAdditionalDataHolder
{
    public KiotaRegistrationContract()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public decimal? Value { get; set; }

    public string? Currency { get; set; }

    public DateTimeOffset? StartDateTime { get; set; }

    public DateTimeOffset? EndDateTime { get; set; }

    public DateTimeOffset? SignDateTime { get; set; }

    public string? Term { get; set; }

    public static KiotaRegistrationContract CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "value", n => Value = n.GetDecimalValue() },
        { "currency", n => Currency = n.GetStringValue() },
        { "startDateTime", n => StartDateTime = n.GetDateTimeOffsetValue() },
        { "endDateTime", n => EndDateTime = n.GetDateTimeOffsetValue() },
        { "signDateTime", n => SignDateTime = n.GetDateTimeOffsetValue() },
        { "term", n => Term = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteDecimalValue("value", Value);
        writer.WriteStringValue("currency", Currency);
        writer.WriteDateTimeOffsetValue("startDateTime", StartDateTime);
        writer.WriteDateTimeOffsetValue("endDateTime", EndDateTime);
        writer.WriteDateTimeOffsetValue("signDateTime", SignDateTime);
        writer.WriteStringValue("term", Term);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaRegistrationSolution : IParsable, IAdditionalDataHolder
{
    public KiotaRegistrationSolution()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public decimal? Value { get; set; }

    public string? Currency { get; set; }

    public bool? IsDeployedOnAzure { get; set; }

    public string? PrimaryDeploymentOn { get; set; }

    public string? PricingModel { get; set; }

    public KiotaMarketplaceTransactionDetails? MarketplaceTransactionDetails { get; set; }

    public static KiotaRegistrationSolution CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "id", n => Id = n.GetStringValue() },
        { "name", n => Name = n.GetStringValue() },
        { "value", n => Value = n.GetDecimalValue() },
        { "currency", n => Currency = n.GetStringValue() },
        { "isDeployedOnAzure", n => IsDeployedOnAzure = n.GetBoolValue() },
        { "primaryDeploymentOn", n => PrimaryDeploymentOn = n.GetStringValue() },
        { "pricingModel", n => PricingModel = n.GetStringValue() },
        { "marketplaceTransactionDetails", n => MarketplaceTransactionDetails = n.GetObjectValue(
            KiotaMarketplaceTransactionDetails.CreateFromDiscriminatorValue) },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("id", Id);
        writer.WriteStringValue("name", Name);
        writer.WriteDecimalValue("value", Value);
        writer.WriteStringValue("currency", Currency);
        writer.WriteBoolValue("isDeployedOnAzure", IsDeployedOnAzure);
        writer.WriteStringValue("primaryDeploymentOn", PrimaryDeploymentOn);
        writer.WriteStringValue("pricingModel", PricingModel);
        writer.WriteObjectValue("marketplaceTransactionDetails", MarketplaceTransactionDetails);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaMarketplaceTransactionDetails : IParsable, IAdditionalDataHolder
{
    public KiotaMarketplaceTransactionDetails()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public bool? IsMarketplaceTransacted { get; set; }

    public DateTimeOffset? MarketplaceTransactionDateTime { get; set; }

    public static KiotaMarketplaceTransactionDetails CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "isMarketplaceTransacted", n => IsMarketplaceTransacted = n.GetBoolValue() },
        { "marketplaceTransactionDateTime", n => MarketplaceTransactionDateTime = n.GetDateTimeOffsetValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteBoolValue("isMarketplaceTransacted", IsMarketplaceTransacted);
        writer.WriteDateTimeOffsetValue("marketplaceTransactionDateTime", MarketplaceTransactionDateTime);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaRegistrationStatusHistory : IParsable, IAdditionalDataHolder
{
    public KiotaRegistrationStatusHistory()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public DateTimeOffset? ReviewPendingDateTime { get; set; }

    public DateTimeOffset? ActionRequiredDateTime { get; set; }

    public DateTimeOffset? PassedDateTime { get; set; }

    public DateTimeOffset? FailedDateTime { get; set; }

    public DateTimeOffset? ApprovedDateTime { get; set; }

    public static KiotaRegistrationStatusHistory CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "reviewPendingDateTime", n => ReviewPendingDateTime = n.GetDateTimeOffsetValue() },
        { "actionRequiredDateTime", n => ActionRequiredDateTime = n.GetDateTimeOffsetValue() },
        { "passedDateTime", n => PassedDateTime = n.GetDateTimeOffsetValue() },
        { "failedDateTime", n => FailedDateTime = n.GetDateTimeOffsetValue() },
        { "approvedDateTime", n => ApprovedDateTime = n.GetDateTimeOffsetValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteDateTimeOffsetValue("reviewPendingDateTime", ReviewPendingDateTime);
        writer.WriteDateTimeOffsetValue("actionRequiredDateTime", ActionRequiredDateTime);
        writer.WriteDateTimeOffsetValue("passedDateTime", PassedDateTime);
        writer.WriteDateTimeOffsetValue("failedDateTime", FailedDateTime);
        writer.WriteDateTimeOffsetValue("approvedDateTime", ApprovedDateTime);
        writer.WriteAdditionalData(AdditionalData);
    }
}
