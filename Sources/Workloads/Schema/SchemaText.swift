/// The fields of objects, a line a type: `s` a text, `s(…|…)` one of these words, `l` a name of letters, digits and hyphens, `i` an
/// integer, `b` true or false, `n` an integer or a text, `i(1..9)` and `n(1..)` with bounds for the integer, `q` a quantity, `*` anything,
/// `[…]` a list, `{…}` any keys with such values, else another type.
enum SchemaText {
  /// Keys of a type of object of which there may be but one.
  static let alternatives: [String: [String]] = [
    "Probe": ["exec", "httpGet", "tcpSocket", "grpc"], "LifecycleHandler": ["exec", "httpGet", "tcpSocket", "sleep"],
    "EnvVarSource": ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"],
    "Volume": [
      "hostPath", "emptyDir", "secret", "configMap", "persistentVolumeClaim", "projected", "downwardAPI", "csi",
    ],
    "DisruptionBudgetSpec": ["minAvailable", "maxUnavailable"],
  ]

  static let objects = """
    Pod apiVersion:s kind:s metadata:Metadata spec:PodSpec status:*
    Deployment apiVersion:s kind:s metadata:Metadata spec:DeploymentSpec status:*
    StatefulSet apiVersion:s kind:s metadata:Metadata spec:StatefulSetSpec status:*
    DaemonSet apiVersion:s kind:s metadata:Metadata spec:DaemonSetSpec status:*
    ReplicaSet apiVersion:s kind:s metadata:Metadata spec:ReplicaSetSpec status:*
    ReplicationController apiVersion:s kind:s metadata:Metadata spec:ReplicationControllerSpec status:*
    Job apiVersion:s kind:s metadata:Metadata spec:JobSpec status:*
    CronJob apiVersion:s kind:s metadata:Metadata spec:CronJobSpec status:*
    Service apiVersion:s kind:s metadata:Metadata spec:ServiceSpec status:*
    ConfigMap apiVersion:s kind:s metadata:Metadata data:{s} binaryData:{s} immutable:b
    Secret apiVersion:s kind:s metadata:Metadata type:s data:{s} stringData:{s} immutable:b
    Ingress apiVersion:s kind:s metadata:Metadata spec:IngressSpec status:*
    HorizontalPodAutoscaler apiVersion:s kind:s metadata:Metadata spec:AutoscalerSpec status:*
    Namespace apiVersion:s kind:s metadata:Metadata spec:NamespaceSpec status:*
    NamespaceSpec finalizers:[s]
    ServiceAccount apiVersion:s kind:s metadata:Metadata secrets:* imagePullSecrets:[NameReference] automountServiceAccountToken:b
    PersistentVolumeClaim apiVersion:s kind:s metadata:Metadata spec:VolumeClaimSpec status:*
    ResourceQuota apiVersion:s kind:s metadata:Metadata spec:QuotaSpec status:*
    QuotaSpec hard:{q} scopes:[s] scopeSelector:*
    LimitRange apiVersion:s kind:s metadata:Metadata spec:LimitRangeSpec
    LimitRangeSpec limits:[LimitRangeItem]
    LimitRangeItem type:s max:{q} min:{q} default:{q} defaultRequest:{q} maxLimitRequestRatio:{q}
    NetworkPolicy apiVersion:s kind:s metadata:Metadata spec:NetworkPolicySpec status:*
    NetworkPolicySpec podSelector:Selector policyTypes:[s(Ingress|Egress)] ingress:[IngressPolicy] egress:[EgressPolicy]
    IngressPolicy from:[PolicyPeer] ports:[PolicyPort]
    EgressPolicy to:[PolicyPeer] ports:[PolicyPort]
    PolicyPeer podSelector:Selector namespaceSelector:Selector ipBlock:AddressBlock
    AddressBlock cidr:s except:[s]
    PolicyPort protocol:s(TCP|UDP|SCTP) port:n(1..65535) endPort:i(1..65535)
    PodDisruptionBudget apiVersion:s kind:s metadata:Metadata spec:DisruptionBudgetSpec status:*
    DisruptionBudgetSpec minAvailable:n(0..) maxUnavailable:n(0..) selector:Selector unhealthyPodEvictionPolicy:s(IfHealthyBudget|AlwaysAllow)
    Role apiVersion:s kind:s metadata:Metadata rules:[AccessRule]
    ClusterRole apiVersion:s kind:s metadata:Metadata rules:[AccessRule] aggregationRule:*
    AccessRule verbs:[s] apiGroups:[s] resources:[s] resourceNames:[s] nonResourceURLs:[s]
    RoleBinding apiVersion:s kind:s metadata:Metadata subjects:[AccessSubject] roleRef:RoleReference
    ClusterRoleBinding apiVersion:s kind:s metadata:Metadata subjects:[AccessSubject] roleRef:RoleReference
    AccessSubject kind:s apiGroup:s name:s namespace:s
    RoleReference apiGroup:s kind:s name:s
    AutoscalerSpec scaleTargetRef:ScaleTarget minReplicas:i(0..) maxReplicas:i(1..) metrics:* behavior:* targetCPUUtilizationPercentage:i
    ScaleTarget apiVersion:s kind:s name:s
    Metadata name:s generateName:s namespace:s labels:{s} annotations:{s} finalizers:[s] ownerReferences:* uid:s resourceVersion:s \
    creationTimestamp:* deletionTimestamp:* deletionGracePeriodSeconds:i generation:i selfLink:s managedFields:*
    Selector matchLabels:{s} matchExpressions:[SelectorRequirement]
    SelectorRequirement key:s operator:s(In|NotIn|Exists|DoesNotExist) values:[s]
    PodTemplate metadata:Metadata spec:PodSpec
    DeploymentSpec replicas:i(0..) selector:Selector template:PodTemplate strategy:DeploymentStrategy minReadySeconds:i(0..) \
    revisionHistoryLimit:i(0..) paused:b progressDeadlineSeconds:i(0..)
    DeploymentStrategy type:s(Recreate|RollingUpdate|OnDelete) rollingUpdate:RollingUpdate
    RollingUpdate maxUnavailable:n(0..) maxSurge:n(0..) partition:i(0..)
    StatefulSetSpec replicas:i(0..) selector:Selector template:PodTemplate volumeClaimTemplates:[VolumeClaim] serviceName:s \
    podManagementPolicy:s(OrderedReady|Parallel) updateStrategy:DeploymentStrategy revisionHistoryLimit:i(0..) minReadySeconds:i(0..) \
    persistentVolumeClaimRetentionPolicy:* ordinals:*
    DaemonSetSpec selector:Selector template:PodTemplate updateStrategy:DeploymentStrategy minReadySeconds:i(0..) \
    revisionHistoryLimit:i(0..)
    ReplicaSetSpec replicas:i(0..) minReadySeconds:i(0..) selector:Selector template:PodTemplate
    ReplicationControllerSpec replicas:i(0..) minReadySeconds:i(0..) selector:{s} template:PodTemplate
    JobSpec parallelism:i(0..) completions:i(0..) activeDeadlineSeconds:i(0..) podFailurePolicy:* successPolicy:* backoffLimit:i(0..) \
    backoffLimitPerIndex:i(0..) maxFailedIndexes:i(0..) selector:Selector manualSelector:b template:PodTemplate ttlSecondsAfterFinished:i(0..) \
    completionMode:s(NonIndexed|Indexed) suspend:b podReplacementPolicy:s managedBy:s
    CronJobSpec schedule:s timeZone:s startingDeadlineSeconds:i(0..) concurrencyPolicy:s(Allow|Forbid|Replace) suspend:b jobTemplate:JobTemplate \
    successfulJobsHistoryLimit:i(0..) failedJobsHistoryLimit:i(0..)
    JobTemplate metadata:Metadata spec:JobSpec
    VolumeClaim apiVersion:s kind:s metadata:Metadata spec:VolumeClaimSpec status:*
    VolumeClaimSpec accessModes:[s(ReadWriteOnce|ReadOnlyMany|ReadWriteMany|ReadWriteOncePod)] selector:Selector resources:ResourceRequirements volumeName:s storageClassName:s volumeMode:s(Filesystem|Block) \
    dataSource:* dataSourceRef:* volumeAttributesClassName:s
    ServiceSpec ports:[ServicePort] selector:{s} clusterIP:s clusterIPs:[s] type:s(ClusterIP|NodePort|LoadBalancer|ExternalName) externalIPs:[s] sessionAffinity:s(ClientIP|None) \
    loadBalancerIP:s loadBalancerSourceRanges:[s] externalName:s externalTrafficPolicy:s(Cluster|Local) healthCheckNodePort:i \
    publishNotReadyAddresses:b sessionAffinityConfig:* ipFamilies:[s] ipFamilyPolicy:s(SingleStack|PreferDualStack|RequireDualStack) allocateLoadBalancerNodePorts:b \
    loadBalancerClass:s internalTrafficPolicy:s(Cluster|Local) trafficDistribution:s
    ServicePort name:s protocol:s(TCP|UDP|SCTP) appProtocol:s port:i(1..65535) targetPort:n(0..65535) nodePort:i
    IngressSpec ingressClassName:s defaultBackend:IngressBackend tls:[IngressTLS] rules:[IngressRule]
    IngressBackend service:IngressService resource:*
    IngressService name:s port:IngressPort
    IngressPort name:s number:i(0..65535)
    IngressTLS hosts:[s] secretName:s
    IngressRule host:s http:IngressHTTP
    IngressHTTP paths:[IngressPath]
    IngressPath path:s pathType:s(Exact|Prefix|ImplementationSpecific) backend:IngressBackend

    """

  static let podObjects = """
    PodSpec volumes:[Volume] initContainers:[Container] containers:[Container] ephemeralContainers:[EphemeralContainer] \
    restartPolicy:s terminationGracePeriodSeconds:i activeDeadlineSeconds:i(1..) dnsPolicy:s(ClusterFirst|ClusterFirstWithHostNet|Default|None) nodeSelector:{s} serviceAccountName:s \
    serviceAccount:s automountServiceAccountToken:b nodeName:s hostNetwork:b hostPID:b hostIPC:b shareProcessNamespace:b \
    securityContext:PodSecurityContext imagePullSecrets:[NameReference] hostname:s subdomain:s affinity:Affinity schedulerName:s \
    tolerations:[Toleration] hostAliases:[HostAlias] priorityClassName:s priority:i dnsConfig:DNSConfig readinessGates:* runtimeClassName:s \
    enableServiceLinks:b preemptionPolicy:s(PreemptLowerPriority|Never) overhead:{q} topologySpreadConstraints:[SpreadConstraint] setHostnameAsFQDN:b os:PodOS hostUsers:b \
    schedulingGates:* resourceClaims:* resources:ResourceRequirements hostnameOverride:s workloadRef:*
    PodOS name:s(linux|windows)
    HostAlias ip:s hostnames:[s]
    DNSConfig nameservers:[s] searches:[s] options:[DNSOption]
    DNSOption name:s value:s
    SpreadConstraint maxSkew:i(1..) topologyKey:s whenUnsatisfiable:s(DoNotSchedule|ScheduleAnyway) labelSelector:Selector \
    minDomains:i(1..) nodeAffinityPolicy:s(Honor|Ignore) nodeTaintsPolicy:s(Honor|Ignore) matchLabelKeys:[s]
    Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAffinity
    NodeAffinity requiredDuringSchedulingIgnoredDuringExecution:NodeChoice \
    preferredDuringSchedulingIgnoredDuringExecution:[PreferredNodes]
    NodeChoice nodeSelectorTerms:[NodeTerm]
    NodeTerm matchExpressions:[NodeRequirement] matchFields:[NodeRequirement]
    NodeRequirement key:s operator:s(In|NotIn|Exists|DoesNotExist|Gt|Lt) values:[s]
    PreferredNodes weight:i(1..100) preference:NodeTerm
    PodAffinity requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm] \
    preferredDuringSchedulingIgnoredDuringExecution:[PreferredPods]
    PreferredPods weight:i(1..100) podAffinityTerm:PodAffinityTerm
    PodAffinityTerm labelSelector:Selector namespaces:[s] topologyKey:s namespaceSelector:Selector matchLabelKeys:[s] \
    mismatchLabelKeys:[s]
    NameReference name:s
    Toleration key:s operator:s(Exists|Equal|Lt|Gt) value:s effect:s(NoSchedule|PreferNoSchedule|NoExecute) tolerationSeconds:i
    PodSecurityContext seLinuxOptions:SELinuxOptions windowsOptions:WindowsOptions runAsUser:i(0..2147483647) runAsGroup:i(0..2147483647) runAsNonRoot:b \
    supplementalGroups:[i(0..2147483647)] supplementalGroupsPolicy:s fsGroup:i(0..2147483647) sysctls:[Sysctl] fsGroupChangePolicy:s(OnRootMismatch|Always) \
    seccompProfile:Profile appArmorProfile:Profile seLinuxChangePolicy:s
    SecurityContext capabilities:Capabilities privileged:b seLinuxOptions:SELinuxOptions windowsOptions:WindowsOptions runAsUser:i(0..2147483647) \
    runAsGroup:i(0..2147483647) runAsNonRoot:b readOnlyRootFilesystem:b allowPrivilegeEscalation:b procMount:s(Default|Unmasked) seccompProfile:Profile \
    appArmorProfile:Profile
    Capabilities add:[s] drop:[s]
    SELinuxOptions user:s role:s type:s level:s
    WindowsOptions gmsaCredentialSpecName:s gmsaCredentialSpec:s runAsUserName:s hostProcess:b
    Sysctl name:s value:s
    Profile type:s(RuntimeDefault|Localhost|Unconfined) localhostProfile:s
    Container name:l image:s command:[s] args:[s] workingDir:s ports:[ContainerPort] envFrom:[EnvFromSource] env:[EnvVar] \
    resources:ResourceRequirements resizePolicy:* restartPolicy:s restartPolicyRules:* volumeMounts:[VolumeMount] volumeDevices:[VolumeDevice] \
    livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath:s \
    terminationMessagePolicy:s(File|FallbackToLogsOnError) imagePullPolicy:s(Always|IfNotPresent|Never) securityContext:SecurityContext stdin:b stdinOnce:b tty:b
    EphemeralContainer name:l image:s command:[s] args:[s] workingDir:s ports:[ContainerPort] envFrom:[EnvFromSource] env:[EnvVar] \
    resources:ResourceRequirements resizePolicy:* restartPolicy:s restartPolicyRules:* volumeMounts:[VolumeMount] volumeDevices:[VolumeDevice] \
    livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath:s \
    terminationMessagePolicy:s(File|FallbackToLogsOnError) imagePullPolicy:s(Always|IfNotPresent|Never) securityContext:SecurityContext stdin:b stdinOnce:b tty:b targetContainerName:s
    ContainerPort name:s hostPort:i(0..65535) containerPort:i protocol:s(TCP|UDP|SCTP) hostIP:s
    EnvFromSource prefix:s configMapRef:OptionalReference secretRef:OptionalReference
    OptionalReference name:s optional:b
    EnvVar name:s value:s valueFrom:EnvVarSource
    EnvVarSource fieldRef:FieldReference resourceFieldRef:ResourceFieldReference configMapKeyRef:KeyReference secretKeyRef:KeyReference \
    fileKeyRef:*
    FieldReference apiVersion:s fieldPath:s
    ResourceFieldReference containerName:s resource:s divisor:q
    KeyReference name:s key:s optional:b
    ResourceRequirements limits:{q} requests:{q} claims:*
    VolumeMount name:s readOnly:b recursiveReadOnly:s mountPath:s subPath:s mountPropagation:s(None|HostToContainer|Bidirectional) subPathExpr:s
    VolumeDevice name:s devicePath:s
    Probe exec:ExecAction httpGet:HTTPAction tcpSocket:TCPAction grpc:GRPCAction initialDelaySeconds:i(0..) timeoutSeconds:i(0..) \
    periodSeconds:i(0..) successThreshold:i(0..) failureThreshold:i(0..) terminationGracePeriodSeconds:i(1..)
    Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:s
    LifecycleHandler exec:ExecAction httpGet:HTTPAction tcpSocket:TCPAction sleep:SleepAction
    ExecAction command:[s]
    HTTPAction path:s port:n(1..65535) host:s scheme:s(HTTP|HTTPS) httpHeaders:[HTTPHeader]
    HTTPHeader name:s value:s
    TCPAction port:n(1..65535) host:s
    GRPCAction port:i(1..65535) service:s
    SleepAction seconds:i
    Volume name:l hostPath:HostPath emptyDir:EmptyDir secret:SecretVolume configMap:ConfigMapVolume persistentVolumeClaim:ClaimReference \
    projected:ProjectedVolume downwardAPI:DownwardVolume csi:* ephemeral:* image:ImageVolume nfs:* iscsi:* fc:* glusterfs:* rbd:* \
    cephfs:* cinder:* azureFile:* azureDisk:* awsElasticBlockStore:* gcePersistentDisk:* gitRepo:* flexVolume:* flocker:* \
    vsphereVolume:* quobyte:* photonPersistentDisk:* portworxVolume:* scaleIO:* storageos:*
    HostPath path:s type:s(DirectoryOrCreate|Directory|FileOrCreate|File|Socket|CharDevice|BlockDevice)
    EmptyDir medium:s sizeLimit:q
    SecretVolume secretName:s items:[KeyToPath] defaultMode:i optional:b
    ConfigMapVolume name:s items:[KeyToPath] defaultMode:i optional:b
    KeyToPath key:s path:s mode:i
    ClaimReference claimName:s readOnly:b
    ProjectedVolume sources:[ProjectedSource] defaultMode:i
    ProjectedSource secret:ProjectedReference configMap:ProjectedReference downwardAPI:* serviceAccountToken:TokenSource \
    clusterTrustBundle:* podCertificate:*
    ProjectedReference name:s items:[KeyToPath] optional:b
    TokenSource audience:s expirationSeconds:i(600..4294967296) path:s
    DownwardVolume items:[DownwardFile] defaultMode:i
    DownwardFile path:s fieldRef:FieldReference resourceFieldRef:ResourceFieldReference mode:i
    ImageVolume reference:s pullPolicy:s

    """
}
