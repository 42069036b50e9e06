/// The fields of objects, a line a type: `s` a text, `s(…|…)` one of these words, `l` a name of letters, digits and hyphens, `i` an integer, `b` true or false, `n` an integer or a text, `q` a quantity,
/// `*` anything, `[…]` a list, `{…}` any keys with such values, else another type.
enum SchemaText {
  /// Keys of a type of object of which there may be but one.
  static let alternatives: [String: [String]] = [
    "Probe": ["exec", "httpGet", "tcpSocket", "grpc"], "LifecycleHandler": ["exec", "httpGet", "tcpSocket", "sleep"],
    "EnvVarSource": ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"],
    "Volume": [
      "hostPath", "emptyDir", "secret", "configMap", "persistentVolumeClaim", "projected", "downwardAPI", "csi",
    ],
  ]

  /// What the numbers of users and groups may be.
  static let ranges: [String: ClosedRange<Int>] = Dictionary(
    uniqueKeysWithValues: ["runAsUser", "runAsGroup", "fsGroup", "supplementalGroups"].map { ($0, 0...0x7fff_ffff) })

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
    AutoscalerSpec scaleTargetRef:ScaleTarget minReplicas:i maxReplicas:i metrics:* behavior:* targetCPUUtilizationPercentage:i
    ScaleTarget apiVersion:s kind:s name:s
    Metadata name:s generateName:s namespace:s labels:{s} annotations:{s} finalizers:[s] ownerReferences:* uid:s resourceVersion:s \
    creationTimestamp:* deletionTimestamp:* deletionGracePeriodSeconds:i generation:i selfLink:s managedFields:*
    Selector matchLabels:{s} matchExpressions:[SelectorRequirement]
    SelectorRequirement key:s operator:s(In|NotIn|Exists|DoesNotExist) values:[s]
    PodTemplate metadata:Metadata spec:PodSpec
    DeploymentSpec replicas:i selector:Selector template:PodTemplate strategy:DeploymentStrategy minReadySeconds:i \
    revisionHistoryLimit:i paused:b progressDeadlineSeconds:i
    DeploymentStrategy type:s(Recreate|RollingUpdate|OnDelete) rollingUpdate:RollingUpdate
    RollingUpdate maxUnavailable:n maxSurge:n partition:i
    StatefulSetSpec replicas:i selector:Selector template:PodTemplate volumeClaimTemplates:[VolumeClaim] serviceName:s \
    podManagementPolicy:s(OrderedReady|Parallel) updateStrategy:DeploymentStrategy revisionHistoryLimit:i minReadySeconds:i \
    persistentVolumeClaimRetentionPolicy:* ordinals:*
    DaemonSetSpec selector:Selector template:PodTemplate updateStrategy:DeploymentStrategy minReadySeconds:i \
    revisionHistoryLimit:i
    ReplicaSetSpec replicas:i minReadySeconds:i selector:Selector template:PodTemplate
    ReplicationControllerSpec replicas:i minReadySeconds:i selector:{s} template:PodTemplate
    JobSpec parallelism:i completions:i activeDeadlineSeconds:i podFailurePolicy:* successPolicy:* backoffLimit:i \
    backoffLimitPerIndex:i maxFailedIndexes:i selector:Selector manualSelector:b template:PodTemplate ttlSecondsAfterFinished:i \
    completionMode:s(NonIndexed|Indexed) suspend:b podReplacementPolicy:s managedBy:s
    CronJobSpec schedule:s timeZone:s startingDeadlineSeconds:i concurrencyPolicy:s(Allow|Forbid|Replace) suspend:b jobTemplate:JobTemplate \
    successfulJobsHistoryLimit:i failedJobsHistoryLimit:i
    JobTemplate metadata:Metadata spec:JobSpec
    VolumeClaim apiVersion:s kind:s metadata:Metadata spec:VolumeClaimSpec status:*
    VolumeClaimSpec accessModes:[s(ReadWriteOnce|ReadOnlyMany|ReadWriteMany|ReadWriteOncePod)] selector:Selector resources:ResourceRequirements volumeName:s storageClassName:s volumeMode:s(Filesystem|Block) \
    dataSource:* dataSourceRef:* volumeAttributesClassName:s
    ServiceSpec ports:[ServicePort] selector:{s} clusterIP:s clusterIPs:[s] type:s(ClusterIP|NodePort|LoadBalancer|ExternalName) externalIPs:[s] sessionAffinity:s(ClientIP|None) \
    loadBalancerIP:s loadBalancerSourceRanges:[s] externalName:s externalTrafficPolicy:s(Cluster|Local) healthCheckNodePort:i \
    publishNotReadyAddresses:b sessionAffinityConfig:* ipFamilies:[s] ipFamilyPolicy:s(SingleStack|PreferDualStack|RequireDualStack) allocateLoadBalancerNodePorts:b \
    loadBalancerClass:s internalTrafficPolicy:s(Cluster|Local) trafficDistribution:s
    ServicePort name:s protocol:s(TCP|UDP|SCTP) appProtocol:s port:i targetPort:n nodePort:i
    IngressSpec ingressClassName:s defaultBackend:IngressBackend tls:[IngressTLS] rules:[IngressRule]
    IngressBackend service:IngressService resource:*
    IngressService name:s port:IngressPort
    IngressPort name:s number:i
    IngressTLS hosts:[s] secretName:s
    IngressRule host:s http:IngressHTTP
    IngressHTTP paths:[IngressPath]
    IngressPath path:s pathType:s(Exact|Prefix|ImplementationSpecific) backend:IngressBackend

    """

  static let podObjects = """
    PodSpec volumes:[Volume] initContainers:[Container] containers:[Container] ephemeralContainers:[EphemeralContainer] \
    restartPolicy:s terminationGracePeriodSeconds:i activeDeadlineSeconds:i dnsPolicy:s(ClusterFirst|ClusterFirstWithHostNet|Default|None) nodeSelector:{s} serviceAccountName:s \
    serviceAccount:s automountServiceAccountToken:b nodeName:s hostNetwork:b hostPID:b hostIPC:b shareProcessNamespace:b \
    securityContext:PodSecurityContext imagePullSecrets:[NameReference] hostname:s subdomain:s affinity:* schedulerName:s \
    tolerations:[Toleration] hostAliases:* priorityClassName:s priority:i dnsConfig:* readinessGates:* runtimeClassName:s \
    enableServiceLinks:b preemptionPolicy:s(PreemptLowerPriority|Never) overhead:{q} topologySpreadConstraints:* setHostnameAsFQDN:b os:PodOS hostUsers:b \
    schedulingGates:* resourceClaims:* resources:ResourceRequirements hostnameOverride:s workloadRef:*
    PodOS name:s(linux|windows)
    NameReference name:s
    Toleration key:s operator:s value:s effect:s(NoSchedule|PreferNoSchedule|NoExecute) tolerationSeconds:i
    PodSecurityContext seLinuxOptions:SELinuxOptions windowsOptions:WindowsOptions runAsUser:i runAsGroup:i runAsNonRoot:b \
    supplementalGroups:[i] supplementalGroupsPolicy:s fsGroup:i sysctls:[Sysctl] fsGroupChangePolicy:s(OnRootMismatch|Always) \
    seccompProfile:Profile appArmorProfile:Profile seLinuxChangePolicy:s
    SecurityContext capabilities:Capabilities privileged:b seLinuxOptions:SELinuxOptions windowsOptions:WindowsOptions runAsUser:i \
    runAsGroup:i runAsNonRoot:b readOnlyRootFilesystem:b allowPrivilegeEscalation:b procMount:s(Default|Unmasked) seccompProfile:Profile \
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
    ContainerPort name:s hostPort:i containerPort:i protocol:s(TCP|UDP|SCTP) hostIP:s
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
    Probe exec:ExecAction httpGet:HTTPAction tcpSocket:TCPAction grpc:GRPCAction initialDelaySeconds:i timeoutSeconds:i \
    periodSeconds:i successThreshold:i failureThreshold:i terminationGracePeriodSeconds:i
    Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:s
    LifecycleHandler exec:ExecAction httpGet:HTTPAction tcpSocket:TCPAction sleep:SleepAction
    ExecAction command:[s]
    HTTPAction path:s port:n host:s scheme:s(HTTP|HTTPS) httpHeaders:[HTTPHeader]
    HTTPHeader name:s value:s
    TCPAction port:n host:s
    GRPCAction port:i service:s
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
    TokenSource audience:s expirationSeconds:i path:s
    DownwardVolume items:[DownwardFile] defaultMode:i
    DownwardFile path:s fieldRef:FieldReference resourceFieldRef:ResourceFieldReference mode:i
    ImageVolume reference:s pullPolicy:s

    """
}
