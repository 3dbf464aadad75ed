namespace PartnerCenter.Referrals;

/// <summary>What a referral is, read from its type, qualification, consent and who invited.</summary>
/// <remarks>Mirrors the table of Microsoft's page <em>Referrals API introduction</em>. The service has no such field.</remarks>
public enum ReferralKind
{
    /// <summary>None of the documented combinations.</summary>
    Unknown,

    /// <summary>A customer asked for the partner directly: a marketplace lead, or an inquiry.</summary>
    DirectLead,

    /// <summary>A lead that Microsoft qualified, by its sellers or its marketing.</summary>
    QualifiedLead,

    /// <summary>A deal that only its partner sees.</summary>
    PrivateDeal,

    /// <summary>A deal of the partner alone that Microsoft's sellers can see.</summary>
    PartnerLedDeal,

    /// <summary>A deal that several parties work on.</summary>
    CoSellDeal,

    /// <summary>A co-sell deal about services, which names the partner's role.</summary>
    ServicesCoSellDeal,
}
