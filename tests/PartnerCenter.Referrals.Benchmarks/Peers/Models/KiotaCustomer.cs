using Microsoft.Kiota.Abstractions.Extensions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class KiotaCustomerProfile : IParsable, IAdditionalDataHolder
{
    public KiotaCustomerProfile()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Name { get; set; }

    public string? Size { get; set; }

    public bool? IsMatchingComplete { get; set; }

    public KiotaAddress? Address { get; set; }

    public List<KiotaMember>? Team { get; set; }

    public List<KiotaCustomerProfileId>? Ids { get; set; }

    public static KiotaCustomerProfile CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "name", n => Name = n.GetStringValue() },
        { "size", n => Size = n.GetStringValue() },
        { "isMatchingComplete", n => IsMatchingComplete = n.GetBoolValue() },
        { "address", n => Address = n.GetObjectValue(KiotaAddress.CreateFromDiscriminatorValue) },
        { "team", n => Team = n.GetCollectionOfObjectValues(KiotaMember.CreateFromDiscriminatorValue)?.AsList() },
        { "ids", n => Ids = n.GetCollectionOfObjectValues(KiotaCustomerProfileId.CreateFromDiscriminatorValue)?.AsList() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("name", Name);
        writer.WriteStringValue("size", Size);
        writer.WriteBoolValue("isMatchingComplete", IsMatchingComplete);
        writer.WriteObjectValue("address", Address);
        writer.WriteCollectionOfObjectValues("team", Team);
        writer.WriteCollectionOfObjectValues("ids", Ids);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaAddress : IParsable, IAdditionalDataHolder
{
    public KiotaAddress()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? AddressLine1 { get; set; }

    public string? AddressLine2 { get; set; }

    public string? City { get; set; }

    public string? State { get; set; }

    public string? PostalCode { get; set; }

    public string? Country { get; set; }

    public string? Region { get; set; }

    public static KiotaAddress CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "addressLine1", n => AddressLine1 = n.GetStringValue() },
        { "addressLine2", n => AddressLine2 = n.GetStringValue() },
        { "city", n => City = n.GetStringValue() },
        { "state", n => State = n.GetStringValue() },
        { "postalCode", n => PostalCode = n.GetStringValue() },
        { "country", n => Country = n.GetStringValue() },
        { "region", n => Region = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("addressLine1", AddressLine1);
        writer.WriteStringValue("addressLine2", AddressLine2);
        writer.WriteStringValue("city", City);
        writer.WriteStringValue("state", State);
        writer.WriteStringValue("postalCode", PostalCode);
        writer.WriteStringValue("country", Country);
        writer.WriteStringValue("region", Region);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaMember : IParsable, IAdditionalDataHolder
{
    public KiotaMember()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? PhoneNumber { get; set; }

    public string? Email { get; set; }

    public string? Title { get; set; }

    public KiotaContactPreference? ContactPreference { get; set; }

    public string? EmailValidationStatus { get; set; }

    public string? PhoneValidationStatus { get; set; }

    public static KiotaMember CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "firstName", n => FirstName = n.GetStringValue() },
        { "lastName", n => LastName = n.GetStringValue() },
        { "phoneNumber", n => PhoneNumber = n.GetStringValue() },
        { "email", n => Email = n.GetStringValue() },
        { "title", n => Title = n.GetStringValue() },
        { "contactPreference", n => ContactPreference = n.GetObjectValue(KiotaContactPreference.CreateFromDiscriminatorValue) },
        { "emailValidationStatus", n => EmailValidationStatus = n.GetStringValue() },
        { "phoneValidationStatus", n => PhoneValidationStatus = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("firstName", FirstName);
        writer.WriteStringValue("lastName", LastName);
        writer.WriteStringValue("phoneNumber", PhoneNumber);
        writer.WriteStringValue("email", Email);
        writer.WriteStringValue("title", Title);
        writer.WriteObjectValue("contactPreference", ContactPreference);
        writer.WriteStringValue("emailValidationStatus", EmailValidationStatus);
        writer.WriteStringValue("phoneValidationStatus", PhoneValidationStatus);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaContactPreference : IParsable, IAdditionalDataHolder
{
    public KiotaContactPreference()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Locale { get; set; }

    public bool? DisableNotifications { get; set; }

    public static KiotaContactPreference CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "locale", n => Locale = n.GetStringValue() },
        { "disableNotifications", n => DisableNotifications = n.GetBoolValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("locale", Locale);
        writer.WriteBoolValue("disableNotifications", DisableNotifications);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaCustomerProfileId : IParsable, IAdditionalDataHolder
{
    public KiotaCustomerProfileId()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? ProfileType { get; set; }

    public string? Id { get; set; }

    public static KiotaCustomerProfileId CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "profileType", n => ProfileType = n.GetStringValue() },
        { "id", n => Id = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("profileType", ProfileType);
        writer.WriteStringValue("id", Id);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaConsent : IParsable, IAdditionalDataHolder
{
    public KiotaConsent()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public bool? ConsentToToShareInfoWithOthers { get; set; }

    public bool? ConsentToContact { get; set; }

    public bool? ConsentToShareReferralWithMicrosoftSellers { get; set; }

    public bool? ConsentToMicrosoftToContactSpecificPartners { get; set; }

    public static KiotaConsent CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "consentToToShareInfoWithOthers", n => ConsentToToShareInfoWithOthers = n.GetBoolValue() },
        { "consentToContact", n => ConsentToContact = n.GetBoolValue() },
        { "consentToShareReferralWithMicrosoftSellers", n => ConsentToShareReferralWithMicrosoftSellers = n.GetBoolValue() },
        { "consentToMicrosoftToContactSpecificPartners", n => ConsentToMicrosoftToContactSpecificPartners = n.GetBoolValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteBoolValue("consentToToShareInfoWithOthers", ConsentToToShareInfoWithOthers);
        writer.WriteBoolValue("consentToContact", ConsentToContact);
        writer.WriteBoolValue("consentToShareReferralWithMicrosoftSellers", ConsentToShareReferralWithMicrosoftSellers);
        writer.WriteBoolValue("consentToMicrosoftToContactSpecificPartners", ConsentToMicrosoftToContactSpecificPartners);
        writer.WriteAdditionalData(AdditionalData);
    }
}
