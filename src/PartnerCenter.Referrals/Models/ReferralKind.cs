namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies the kind of referral, which is derived from its type, qualification, consent, attributes and the organization that sent the
/// invitation.
/// </summary>
/// <remarks>
/// Follows the table on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-introduction">Referrals API introduction</see>. The
/// service has no such field.
/// </remarks>
public enum ReferralKind
{
    /// <summary>Indicates that the referral matches none of the documented combinations.</summary>
    Unknown,

    /// <summary>Specifies a lead from a customer who asked for the partner directly: a marketplace lead or an inquiry.</summary>
    DirectLead,

    /// <summary>Specifies a lead that Microsoft's sellers or marketing qualified.</summary>
    QualifiedLead,

    /// <summary>Specifies a deal that only its partner can see.</summary>
    PrivateDeal,

    /// <summary>Specifies a deal that one partner works on alone and Microsoft's sellers can see.</summary>
    PartnerLedDeal,

    /// <summary>Specifies a deal that several parties work on.</summary>
    CoSellDeal,

    /// <summary>Specifies a co-sell deal about services, which names the partner's role.</summary>
    ServicesCoSellDeal,
}
