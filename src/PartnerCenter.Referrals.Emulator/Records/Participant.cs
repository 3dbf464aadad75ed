namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the participant to whom a record belongs.</summary>
internal enum Participant
{
    /// <summary>Specifies the calling organization.</summary>
    Self,

    /// <summary>Specifies Microsoft.</summary>
    Microsoft,

    /// <summary>Specifies another partner.</summary>
    Partner,
}
