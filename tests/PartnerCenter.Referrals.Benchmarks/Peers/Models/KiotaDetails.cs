using Microsoft.Kiota.Abstractions.Extensions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class KiotaReferralDetails : IParsable, IAdditionalDataHolder
{
    public KiotaReferralDetails()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Notes { get; set; }

    public decimal? DealValue { get; set; }

    public string? Currency { get; set; }

    public DateTimeOffset? ClosingDateTime { get; set; }

    public bool? CustomerRequestedContact { get; set; }

    public string? CustomerAction { get; set; }

    public string? IncentiveLevel { get; set; }

    public KiotaReferralRequirements? Requirements { get; set; }

    public static KiotaReferralDetails CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "notes", n => Notes = n.GetStringValue() },
        { "dealValue", n => DealValue = n.GetDecimalValue() },
        { "currency", n => Currency = n.GetStringValue() },
        { "closingDateTime", n => ClosingDateTime = n.GetDateTimeOffsetValue() },
        { "customerRequestedContact", n => CustomerRequestedContact = n.GetBoolValue() },
        { "customerAction", n => CustomerAction = n.GetStringValue() },
        { "incentiveLevel", n => IncentiveLevel = n.GetStringValue() },
        { "requirements", n => Requirements = n.GetObjectValue(KiotaReferralRequirements.CreateFromDiscriminatorValue) },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("notes", Notes);
        writer.WriteDecimalValue("dealValue", DealValue);
        writer.WriteStringValue("currency", Currency);
        writer.WriteDateTimeOffsetValue("closingDateTime", ClosingDateTime);
        writer.WriteBoolValue("customerRequestedContact", CustomerRequestedContact);
        writer.WriteStringValue("customerAction", CustomerAction);
        writer.WriteStringValue("incentiveLevel", IncentiveLevel);
        writer.WriteObjectValue("requirements", Requirements);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaReferralRequirements : IParsable, IAdditionalDataHolder
{
    public KiotaReferralRequirements()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public List<KiotaRequirementTag>? Industries { get; set; }

    public List<KiotaRequirementTag>? Products { get; set; }

    public List<KiotaRequirementTag>? Services { get; set; }

    public List<KiotaSolutionTag>? Solutions { get; set; }

    public UntypedNode? Offers { get; set; }

    public UntypedNode? SalesPlays { get; set; }

    public KiotaAdditionalRequirements? AdditionalRequirements { get; set; }

    public static KiotaReferralRequirements CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "industries", n => Industries = n.GetCollectionOfObjectValues(KiotaRequirementTag.CreateFromDiscriminatorValue)?.AsList() },
        { "products", n => Products = n.GetCollectionOfObjectValues(KiotaRequirementTag.CreateFromDiscriminatorValue)?.AsList() },
        { "services", n => Services = n.GetCollectionOfObjectValues(KiotaRequirementTag.CreateFromDiscriminatorValue)?.AsList() },
        { "solutions", n => Solutions = n.GetCollectionOfObjectValues(KiotaSolutionTag.CreateFromDiscriminatorValue)?.AsList() },
        { "offers", n => Offers = n.GetObjectValue(UntypedNode.CreateFromDiscriminatorValue) },
        { "salesPlays", n => SalesPlays = n.GetObjectValue(UntypedNode.CreateFromDiscriminatorValue) },
        { "additionalRequirements", n => AdditionalRequirements = n.GetObjectValue(
            KiotaAdditionalRequirements.CreateFromDiscriminatorValue) },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteCollectionOfObjectValues("industries", Industries);
        writer.WriteCollectionOfObjectValues("products", Products);
        writer.WriteCollectionOfObjectValues("services", Services);
        writer.WriteCollectionOfObjectValues("solutions", Solutions);
        writer.WriteObjectValue("offers", Offers);
        writer.WriteObjectValue("salesPlays", SalesPlays);
        writer.WriteObjectValue("additionalRequirements", AdditionalRequirements);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaRequirementTag : IParsable, IAdditionalDataHolder
{
    public KiotaRequirementTag()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Id { get; set; }

    public static KiotaRequirementTag CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "id", n => Id = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("id", Id);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaSolutionTag : IParsable, IAdditionalDataHolder
{
    public KiotaSolutionTag()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Type { get; set; }

    public decimal? Price { get; set; }

    public decimal? Quantity { get; set; }

    public string? Currency { get; set; }

    public string? PublisherName { get; set; }

    public string? SolutionType { get; set; }

    public DateTimeOffset? ClosingDateTime { get; set; }

    public static KiotaSolutionTag CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "id", n => Id = n.GetStringValue() },
        { "name", n => Name = n.GetStringValue() },
        { "type", n => Type = n.GetStringValue() },
        { "price", n => Price = n.GetDecimalValue() },
        { "quantity", n => Quantity = n.GetDecimalValue() },
        { "currency", n => Currency = n.GetStringValue() },
        { "publisherName", n => PublisherName = n.GetStringValue() },
        { "solutionType", n => SolutionType = n.GetStringValue() },
        { "closingDateTime", n => ClosingDateTime = n.GetDateTimeOffsetValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("id", Id);
        writer.WriteStringValue("name", Name);
        writer.WriteStringValue("type", Type);
        writer.WriteDecimalValue("price", Price);
        writer.WriteDecimalValue("quantity", Quantity);
        writer.WriteStringValue("currency", Currency);
        writer.WriteStringValue("publisherName", PublisherName);
        writer.WriteStringValue("solutionType", SolutionType);
        writer.WriteDateTimeOffsetValue("closingDateTime", ClosingDateTime);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaAdditionalRequirements : IParsable, IAdditionalDataHolder
{
    public KiotaAdditionalRequirements()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public KiotaIotRequirements? Iot { get; set; }

    public List<KiotaRequirementAttribute>? Attributes { get; set; }

    public static KiotaAdditionalRequirements CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "iot", n => Iot = n.GetObjectValue(KiotaIotRequirements.CreateFromDiscriminatorValue) },
        { "attributes", n => Attributes = n.GetCollectionOfObjectValues(KiotaRequirementAttribute.CreateFromDiscriminatorValue)?.AsList() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteObjectValue("iot", Iot);
        writer.WriteCollectionOfObjectValues("attributes", Attributes);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaIotRequirements : IParsable, IAdditionalDataHolder
{
    public KiotaIotRequirements()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? CustomerLicenseAgreementNumber { get; set; }

    public string? DeviceCategory { get; set; }

    public string? SiliconType { get; set; }

    public bool? AzureCertifiedDevice { get; set; }

    public bool? AttachServices { get; set; }

    public static KiotaIotRequirements CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "customerLicenseAgreementNumber", n => CustomerLicenseAgreementNumber = n.GetStringValue() },
        { "deviceCategory", n => DeviceCategory = n.GetStringValue() },
        { "siliconType", n => SiliconType = n.GetStringValue() },
        { "azureCertifiedDevice", n => AzureCertifiedDevice = n.GetBoolValue() },
        { "attachServices", n => AttachServices = n.GetBoolValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("customerLicenseAgreementNumber", CustomerLicenseAgreementNumber);
        writer.WriteStringValue("deviceCategory", DeviceCategory);
        writer.WriteStringValue("siliconType", SiliconType);
        writer.WriteBoolValue("azureCertifiedDevice", AzureCertifiedDevice);
        writer.WriteBoolValue("attachServices", AttachServices);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaRequirementAttribute : IParsable, IAdditionalDataHolder
{
    public KiotaRequirementAttribute()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Type { get; set; }

    public string? Id { get; set; }

    public static KiotaRequirementAttribute CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "type", n => Type = n.GetStringValue() },
        { "id", n => Id = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("type", Type);
        writer.WriteStringValue("id", Id);
        writer.WriteAdditionalData(AdditionalData);
    }
}
